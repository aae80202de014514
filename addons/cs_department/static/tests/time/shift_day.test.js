import { expect, test } from "@odoo/hoot";
import { defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { clock, dayBar } from "@cs_department/time/shift_day/shift_day_utils";

class ShiftType extends models.Model {
    _name = "cs.shift.type";
    start_hour = fields.Float();
    end_hour = fields.Float();
    color = fields.Integer();
    break_ids = fields.One2many({ relation: "cs.shift.break" });
    _records = [{ id: 1, start_hour: 20, end_hour: 32, color: 3, break_ids: [1] }];
}

class ShiftBreak extends models.Model {
    _name = "cs.shift.break";
    name = fields.Char();
    start_hour = fields.Float();
    end_hour = fields.Float();
    is_paid = fields.Boolean();
    _records = [{ id: 1, name: "Meal", start_hour: 24, end_hour: 25, is_paid: true }];
}

defineMailModels();
defineModels([ShiftType, ShiftBreak]);

test("the clock goes on after midnight", () => {
    expect(clock(8.5)).toBe("08:30");
    expect(clock(32)).toBe("08:00");
    expect(clock(24)).toBe("24:00");
    expect(clock(undefined)).toBe("00:00");
});

test("a night is drawn over two days, with its break", () => {
    const bar = dayBar(20, 32, [{ start: 24, stop: 25, name: "Meal", isPaid: true }]);
    expect(bar.midnight).toBe("left: 50.000%");
    expect(bar.parts.map((part) => part.kind)).toEqual(["work", "paid"]);
    expect(bar.parts[0].style).toBe("left: 41.667%; width: 25.000%");
    expect(bar.parts[1].title).toBe("Meal 24:00–01:00");
});

test("hours that are no shift draw nothing", () => {
    expect(dayBar(8, 8, [{ start: 9, stop: 10 }]).parts).toEqual([]);
    expect(dayBar(8, 16, [{ start: 10, stop: 10 }]).parts).toHaveLength(1);
});

test("the form shows the hours as a bar", async () => {
    await mountView({
        type: "form",
        resModel: "cs.shift.type",
        resId: 1,
        arch: `<form><widget name="cs_shift_day"/><field name="break_ids"><list>
            <field name="name"/><field name="start_hour"/><field name="end_hour"/>
            <field name="is_paid"/></list></field></form>`,
    });
    expect(".o_cs_shift_day_work").toHaveCount(1);
    expect(".o_cs_shift_day_paid").toHaveCount(1);
    expect(".o_cs_shift_day_midnight").toHaveCount(1);
    expect(".o_cs_shift_day").toHaveAttribute("aria-label", "From 20:00 to 08:00");
});
