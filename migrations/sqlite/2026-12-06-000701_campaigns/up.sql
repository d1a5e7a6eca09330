-- Campaigns 专项行动: a joint operation with a period, bodies that lead it, regions with targets, and reports of each. rhythm: how often a
-- region reports, report_days working days after a period ended. reason: why it was closed or cancelled.
CREATE TABLE campaigns (
    workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
    id BIGINT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    purpose TEXT NOT NULL,
    products TEXT NOT NULL,
    markets TEXT NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    rhythm TEXT NOT NULL CHECK (rhythm IN ('weekly', 'fortnightly', 'monthly')),
    report_days INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'closed', 'cancelled')),
    reason TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    CHECK (first_on <= last_on)
);
CREATE INDEX campaigns_by_state ON campaigns (workspace_id, state, last_on, id);
CREATE INDEX campaigns_by_day ON campaigns (workspace_id, last_on, id);

-- The bodies that lead one; the one at position 0 comes first.
CREATE TABLE campaign_leads (
    workspace_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, campaign_id, department_id),
    FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX campaign_leads_by_department ON campaign_leads (workspace_id, department_id, campaign_id);

-- Its regions: local governments. id stays when one lives on in another. reminded_on: the first day of the last period whose silence was told.
CREATE TABLE campaign_regions (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    reminded_on DATE,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, campaign_id, department_id),
    FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns (workspace_id, id),
    FOREIGN KEY (workspace_id, department_id) REFERENCES departments (workspace_id, id)
);
CREATE INDEX campaign_regions_by_department ON campaign_regions (workspace_id, department_id, campaign_id);

-- What a region is to reach: a number of cases, of enterprises inspected, of markets re-opened, or a value in yuan.
CREATE TABLE campaign_targets (
    workspace_id BIGINT NOT NULL,
    region_id BIGINT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('cases_filed', 'cases_closed', 'inspected', 'value', 'reopened')),
    goal BIGINT NOT NULL CHECK (goal > 0),
    PRIMARY KEY (workspace_id, region_id, what),
    FOREIGN KEY (workspace_id, region_id) REFERENCES campaign_regions (workspace_id, id)
);

-- What a region reports of one period, known by its first day; not what the whole campaign has brought until then.
CREATE TABLE campaign_reports (
    workspace_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    region_id BIGINT NOT NULL,
    first_on DATE NOT NULL,
    inspected BIGINT NOT NULL CHECK (inspected >= 0),
    value BIGINT NOT NULL CHECK (value >= 0),
    reopened BIGINT NOT NULL CHECK (reopened >= 0),
    note TEXT NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    reported_by TEXT NOT NULL,
    by_office BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, region_id, first_on),
    FOREIGN KEY (workspace_id, region_id) REFERENCES campaign_regions (workspace_id, id)
);
