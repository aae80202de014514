import { expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import {
    formatClock,
    formatSpan,
    formatSpans,
    parseClock,
    shortSpan,
} from "@cs_department/time/common/clock";

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

test("hours that end on the next day say so", async () => {
    await makeMockEnv();
    expect(formatSpan("08:00", "08:00")).toBe("08:00–08:00 next day");
    expect(formatSpan("20:00", "08:00")).toBe("20:00–08:00 next day");
    expect(shortSpan("20:00", "08:00")).toBe("20:00–08:00 +1");
    expect(formatSpan("16:00", "00:00")).toBe("16:00–00:00");
    expect(formatSpan("00:00", "00:00")).toBe("00:00–24:00");
    expect(
        formatSpans([
            ["07:00", "11:00"],
            ["22:00", "06:00"],
        ])
    ).toBe("07:00–11:00, 22:00–06:00 next day");
});
