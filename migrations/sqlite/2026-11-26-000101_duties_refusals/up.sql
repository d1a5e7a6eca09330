-- Supporting departments that refused their part of an open duty: what the secretariat's home asks for in every workspace.
CREATE INDEX duty_parties_refused ON duty_parties (workspace_id, part, duty_state, sort_on, duty_id, department_id) WHERE state = 'refused';
