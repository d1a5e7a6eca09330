DROP TABLE campaign_reports;
DROP TABLE campaign_targets;
DROP TABLE campaign_regions;
DROP TABLE campaign_leads;
DROP TABLE campaigns;
