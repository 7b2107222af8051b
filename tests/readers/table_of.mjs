// usage: node table_of.mjs FILE, from a folder where h5wasm is installed. The lines that table_of.py
// prints, as h5wasm reads them.
import h5wasm from "h5wasm/node";

await h5wasm.ready;
const run = new h5wasm.File(process.argv[2], "r");

// A byte an element: rows of a text, padded with NUL.
function joined(letters, length) {
  const texts = [];
  for (let first = 0; first < letters.length; first += length) {
    const bytes = Buffer.from(letters.slice(first, first + length).join(""), "latin1");
    texts.push(bytes.toString("utf8").replaceAll("\0", ""));
  }
  return texts;
}

for (const name of run.keys()) {
  const stored = run.get(name);
  const about = stored.attrs;
  if (about.NAME?.value?.startsWith("This is a netCDF dimension")) continue;
  let values = stored.value;
  if (typeof values[0] === "string") {
    if (stored.shape.length === 2) values = joined(values, stored.shape[1]);
    const texts = values.map((value) => JSON.stringify(value)).join(", ");
    console.log([name, "text", values.length, `[${texts}]`].join("\t"));
    continue;
  }
  const fill = "_FillValue" in about ? Number([about._FillValue.value].flat()[0]) : undefined;
  let missing = 0;
  let sum = 0;
  for (const value of values) {
    if (Number(value) === fill || Number.isNaN(value)) missing += 1;
    else sum += Number(value);
  }
  console.log([name, "number", values.length, missing, sum].join("\t"));
}
