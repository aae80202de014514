import xml from "@prettier/plugin-xml";

export default {
    plugins: [xml],
    printWidth: 100,
    tabWidth: 4,
    trailingComma: "es5",
    overrides: [
        {
            files: ["*.xml"],
            options: { printWidth: 88, xmlWhitespaceSensitivity: "preserve", bracketSameLine: false },
        },
        { files: ["*.{json,yaml,yml,md}"], options: { tabWidth: 2 } },
    ],
};
