/** A4 in pixels at 96 dpi, without margins of 10 mm. */
const SHORT = 718;
const LONG = 1046;

/**
 * Return how a drawing is printed on one page.
 *
 * @param {{width: number, height: number}} drawn
 * @returns {{isWide: boolean, zoom: number}}
 */
export function pageFor(drawn) {
    const zoomOn = (width, height) =>
        Math.min(1, width / drawn.width, (height - 60) / drawn.height);
    const upright = zoomOn(SHORT, LONG);
    const wide = zoomOn(LONG, SHORT);
    return { isWide: wide > upright, zoom: Math.max(upright, wide) };
}

/**
 * Print the drawing alone, on one page, upright or wide as it fits better.
 *
 * @param {HTMLElement} root
 * @param {{width: number, height: number}} drawn
 * @returns {() => void} what puts the page back
 */
export function printOnOnePage(root, drawn) {
    const { isWide, zoom } = pageFor(drawn);
    const rules = document.createElement("style");
    rules.textContent = `@page { size: A4 ${isWide ? "landscape" : "portrait"}; margin: 10mm; }`;
    document.head.append(rules);
    document.body.classList.add("o_cs_printing");
    root.style.setProperty("--cs-print-zoom", zoom);
    root.style.setProperty("--cs-print-width", `${drawn.width * zoom}px`);
    root.style.setProperty("--cs-print-height", `${drawn.height * zoom}px`);
    const back = () => {
        rules.remove();
        document.body.classList.remove("o_cs_printing");
        window.removeEventListener("afterprint", back);
    };
    window.addEventListener("afterprint", back);
    window.print();
    return back;
}
