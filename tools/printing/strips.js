// One header (or footer) for each page of the print: what Odoo's subst() does for wkhtmltopdf, for all pages at once.
(pages) => {
    const root =
        document.getElementById("minimal_layout_report_headers") ||
        document.getElementById("minimal_layout_report_footers") ||
        document.body;
    const all = [...root.children];
    root.textContent = "";
    pages.forEach((page, index) => {
        const box = document.createElement("div");
        box.style.cssText = "break-inside: avoid;" + (index ? "break-before: page;" : "");
        const sources = root === document.body ? all : [all[page.doc]].filter(Boolean);
        sources.forEach((node) => box.appendChild(node.cloneNode(true)));
        box.querySelectorAll(".page").forEach((node) => (node.textContent = page.page));
        box.querySelectorAll(".topage").forEach((node) => (node.textContent = page.topage));
        if (!box.childNodes.length) {
            box.textContent = "\u00a0";
        }
        root.appendChild(box);
    });
    document.documentElement.style.height = "auto";
    document.body.style.overflow = "visible";
    for (const node of [document.documentElement, document.body]) {
        node.style.setProperty("background", "transparent", "important");
    }
};
