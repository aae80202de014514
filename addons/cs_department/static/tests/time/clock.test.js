import { expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { formatClock, parseClock } from "@cs_department/time/common/clock";

test("hours of the next day are shown and read as such", async () => {
    await makeMockEnv();
    expect(formatClock(8)).toBe("08:00");
    expect(formatClock(24)).toBe("24:00");
    expect(formatClock(32.5)).toBe("08:30 next day");
    const typed = ["8:00", "32:30", "8:30 +1", "8:30 next day", "\u6b21\u65e58:30", "24:00"];
    expect(typed.map(parseClock)).toEqual([8, 32.5, 32.5, 32.5, 32.5, 24]);
    expect(() => parseClock("soon")).toThrow();
});

test("what other keyboards and hurried people type is read, too", async () => {
    await makeMockEnv();
    const typed = ["20\uff1a00", "\uff12\uff10:30", "2000", "830", "\u6b21\u65e5 8\uff1a00", "20"];
    expect(typed.map(parseClock)).toEqual([20, 20.5, 20, 8.5, 32, 20]);
});
