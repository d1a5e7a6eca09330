DROP INDEX case_rewards_waiting;
