/**
 * Bundles and minifies the files of the page: `node bundle.js FROM TO`.
 *
 * FROM is what `python -m app.pages.tree` writes. TO gets the same tree, with the modules in a few files, and a
 * `manifest.json`: the modules to be preloaded, and in which file each module is. The Dockerfile and the tests use it.
 */
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/** @import {BuildOptions, Metafile, Plugin} from "esbuild" */

const MAIN = "js/main.js";
const ALONE = ["js/theme.js"];
const AS_THEY_ARE = ["icon.svg", "fonts"];
const [from, to] = process.argv.slice(2).map((folder) => path.resolve(folder));

/** @satisfies {BuildOptions} */
const SMALL = {
  absWorkingDir: from,
  outdir: to,
  outbase: ".",
  minify: true,
  target: "esnext",
  legalComments: "none",
};
/** @satisfies {BuildOptions} */
const MODULES = {
  ...SMALL,
  entryPoints: [MAIN],
  bundle: true,
  splitting: true,
  format: "esm",
  chunkNames: "js/[name]-[hash]",
  metafile: true,
};

/**
 * What a file imports, and what that imports, before it runs.
 * @param {Metafile["inputs"] | Metafile["outputs"]} files
 * @param {string} name
 * @param {Set<string>} found
 */
function closure(files, name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const each of files[name].imports)
    if (each.kind === "import-statement") closure(files, each.path, found);
  return found;
}

/**
 * Everything of the first visit in one file, and not in one for each set of parts that share it: every part that comes
 * later is made to import all that is there before it. Nothing more is loaded by that, since it is there.
 * @param {Metafile["inputs"]} inputs
 * @returns {Plugin}
 */
function together(inputs) {
  const first = [...closure(inputs, MAIN)].filter((name) => name !== MAIN);
  const later = Object.values(inputs).flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => path),
  );
  const parts = new Set([MAIN, ...later].map((name) => path.resolve(from, name)));
  const all = first.map((name) => `import ${JSON.stringify(path.resolve(from, name))};`).join("\n");
  return {
    name: "together",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^first-visit$/ }, ({ path }) => ({ path, namespace: "made" }));
      onLoad({ filter: /^first-visit$/, namespace: "made" }, () => ({ contents: all, resolveDir: from }));
      onLoad({ filter: /\.js$/ }, async ({ path }) =>
        parts.has(path)
          ? { contents: `${await readFile(path, "utf8")}\nimport "first-visit";`, loader: "js" }
          : undefined,
      );
    },
  };
}

/**
 * @param {Metafile} metafile
 * @returns {{preloads: string[], modules: Record<string, string>}}
 */
function manifest({ inputs, outputs }) {
  const named = (/** @type {string} */ output) => path.relative(to, path.resolve(from, output));
  const written = Object.entries(outputs);
  const main = written.find(([, { entryPoint }]) => entryPoint === MAIN)?.[0] ?? "";
  const places = written.flatMap(([output, each]) =>
    Object.keys(each.inputs).map((input) => [input, named(output)]),
  );
  return {
    preloads: [...closure(outputs, main)].filter((output) => output !== main).map(named),
    modules: Object.fromEntries(places.filter(([input]) => input in inputs && input.endsWith(".js"))),
  };
}

await rm(to, { recursive: true, force: true });
const { metafile: alone } = await build({ ...MODULES, write: false });
const { metafile } = await build({ ...MODULES, plugins: [together(alone.inputs)] });
await build({ ...SMALL, entryPoints: [...ALONE, "css/*.css"] });
for (const name of AS_THEY_ARE) await cp(path.join(from, name), path.join(to, name), { recursive: true });
await writeFile(path.join(to, "manifest.json"), JSON.stringify(manifest(metafile), null, 1));
