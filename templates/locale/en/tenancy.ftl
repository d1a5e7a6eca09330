# Roles and functions
role-secretariat = secretariat
role-liaison = liaison
role-leader = leader
role-auditor = auditor
role-administrator = administrator
function-liaison = liaison
function-deputy = deputy
# How a deputy signs
actor-for = { $name } for { $liaison }
function-leader = leader in charge
department-kind-department = department
department-kind-local-government = local government
forbidden-needs-role = Only the { $roles } may do this.

# The frame of every page
nav-home = Home
nav-duties = Duties
nav-policies = Policies
nav-departments = Departments
nav-digests = Digests
nav-people = People
nav-calendar = Calendar
nav-outbox = Mail fates
nav-settings = Settings
frame-shifted-clock = The clock has been moved and shows { $now }. For demonstrations and drills only.
frame-shifted-clock-plain = The clock has been moved. For demonstrations and drills only.
nav-workspaces = Workspaces
nav-account = My account
nav-operator = Operator
role-operator = operator
