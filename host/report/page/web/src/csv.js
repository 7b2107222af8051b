// Numbers of a chart or a table as a file.
import { element } from "./dom.js";

function field(value) {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save(name, rows) {
  const text = rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = element("a", { href: address, download: `${name}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A button that saves what `rows` returns.
export function csvButton(name, rows) {
  return element(
    "button",
    { type: "button", class: "csv", onclick: () => save(name, rows()) },
    "Save numbers (CSV)",
  );
}

export function addCsvToTables(root) {
  for (const table of root.querySelectorAll("table[id]")) {
    const rows = () =>
      [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
    table.parentElement.after(csvButton(table.id, rows));
  }
}
