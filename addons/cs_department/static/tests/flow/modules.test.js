import { expect, test } from "@odoo/hoot";

test("every JavaScript module of the add-on loads", async () => {
    const { failed, jobs } = odoo.loader;
    const broken = [...failed, ...jobs].filter((name) => name.startsWith("@cs_department/"));
    expect(broken).toEqual([]);
});
