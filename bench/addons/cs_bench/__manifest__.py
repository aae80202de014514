{
    "name": "Benchmark documents",
    "summary": "A document of cs_department and the same of the peer, to be measured",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "cs_department contributors",
    # it inherits the peer's model and so carries its licence; nothing depends on it
    "license": "AGPL-3",
    "depends": ["mail", "cs_department", "base_tier_validation"],
    "data": ["security/ir.model.access.csv"],
}
