{
    "name": "Customer Service Department",
    "summary": "Set up the regulations of a customer-service department and run them",
    "version": "19.0.1.0.0",
    "category": "Human Resources",
    "author": "cs_department contributors",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "hr",
        "hr_holidays",
        "mail",
        "payroll",
        "queue_job",
        "resource",
    ],
    "external_dependencies": {"python": ["simpleeval"]},
    "data": [
        # org
        "security/groups.xml",
        "security/org/ir.model.access.csv",
        "security/org/rules.xml",
        "data/org/roles.xml",
        # flow
        "security/flow/ir.model.access.csv",
        "security/flow/rules.xml",
        "data/flow/crons.xml",
        "views/flow/cs_flow_task_views.xml",
        "views/flow/cs_flow_run_views.xml",
        "views/flow/cs_flow_node_views.xml",
        "views/flow/cs_flow_views.xml",
        # limit
        "security/limit/ir.model.access.csv",
        "security/limit/rules.xml",
        "views/limit/cs_limit_views.xml",
        "views/limit/cs_limit_override_views.xml",
        # time
        "security/time/groups.xml",
        "security/time/ir.model.access.csv",
        "security/time/rules.xml",
        "data/time/ir_cron.xml",
        "views/time/leave_policy_views.xml",
        "views/time/hr_leave_type_views.xml",
        "views/time/hr_leave_views.xml",
        "views/time/hr_leave_allocation_views.xml",
        "wizard/time/leave_emergency_views.xml",
        "views/menus.xml",
    ],
    "demo": [
        "demo/hr.department.csv",
        "demo/res.users.csv",
        "demo/hr.employee.csv",
        "demo/heads.xml",
        "demo/cs.role.assignment.csv",
    ],
    "pre_init_hook": "pre_init_hook",
    "assets": {
        "web.assets_backend": [
            "cs_department/static/src/**/*",
        ],
        "web.assets_unit_tests": [
            "cs_department/static/tests/flow/**/*.test.js",
        ],
        "web.assets_tests": [
            "cs_department/static/tests/tours/**/*",
        ],
    },
}
