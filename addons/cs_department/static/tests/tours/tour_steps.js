/**
 * Steps that several tours share.
 */

/**
 * Open the application of the module from Odoo's home menu.
 *
 * @returns {Array<object>} steps of a tour
 */
export function openApplication() {
    return [
        {
            content: "open the menu of the applications",
            trigger: ".o_navbar_apps_menu button",
            run: "click",
        },
        {
            content: "open Customer Service",
            trigger: '.o-dropdown-item[data-menu-xmlid="cs_department.menu_cs_root"]',
            run: "click",
        },
    ];
}
