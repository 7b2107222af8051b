// usage: node build.mjs [FOLDER]
// Makes page.js and page.css of src/ in FOLDER (built/ by default), which the program carries, and
// licences.txt: those of the packages that are in page.js.
// Before: npm ci --ignore-scripts
import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "built");

const { metafile } = await build({
  absWorkingDir: here,
  metafile: true,
  entryPoints: { page: "src/main.js" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
});
await build({
  absWorkingDir: here,
  entryPoints: { page: "src/page.css" },
  outdir: out,
  bundle: true,
  minify: true,
  target: "es2022",
});

// Either would end the element of the page that holds it.
for (const [name, end] of [["page.js", /<\/script|<!--/i], ["page.css", /<\/style/i]]) {
  if (end.test(await readFile(join(out, name), "utf8"))) {
    throw new Error(`${name} holds ${end}, which would end its element`);
  }
}

// Of what is in the script itself; packages of the same text stand over it together.
const [made] = Object.values(metafile.outputs);
const folders = new Set();
for (const [input, { bytesInOutput }] of Object.entries(made.inputs)) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found && bytesInOutput > 0) folders.add(found[1]);
}
const texts = new Map();
for (const folder of [...folders].sort()) {
  const room = join(here, folder);
  const { name, version } = JSON.parse(await readFile(join(room, "package.json"), "utf8"));
  const file = (await readdir(room)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = (await readFile(join(room, file), "utf8")).trim();
  texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
}
const licences = [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`);
await writeFile(join(out, "licences.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));
