/**
 * What may import what on the page: an import goes down only, as in app/ (import-linter in pyproject.toml). Types count as
 * imports too, and so do modules that come late.
 *
 *   main  keys                     may use all below; nobody uses them
 *   features/  one folder each     none knows another
 *   state/
 *   elements/  |  api              neither knows the state
 *   lib/                           pure functions
 *   events  types  wire            what travels
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
export default {
  forbidden: [
    {
      name: "no-circle",
      comment: "Two files that need each other are one file, or what both need stands in a third below them.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "types-know-only-types",
      comment: "Everybody imports types.js, wire.js and events.js, so they import nothing but each other.",
      severity: "error",
      from: { path: "^static/js/(types|wire|events)\\.js$" },
      to: { pathNot: "^static/js/(types|wire|events)\\.js$" },
    },
    {
      name: "wire-is-written-by-the-server",
      comment: "wire.js is generated from the schemas of the server, and knows nothing of the page.",
      severity: "error",
      from: { path: "^static/js/wire\\.js$" },
      to: {},
    },
    {
      name: "lib-knows-no-state",
      comment: "lib/ is pure functions: no state, no element, no request. Each can be tried alone.",
      severity: "error",
      from: { path: "^static/js/lib/" },
      to: { pathNot: "^static/js/(lib/|(types|wire|events)\\.js$)" },
    },
    {
      name: "elements-know-no-state",
      comment:
        "An element is given its data by properties and says by events what happens: it works in any feature.",
      severity: "error",
      from: { path: "^static/js/elements/" },
      to: { pathNot: "^static/js/(elements/|lib/|(types|wire|events)\\.js$)" },
    },
    {
      name: "requests-know-no-page",
      comment: "api.js asks the server. Who asks, and what becomes of the answer, is not its business.",
      severity: "error",
      from: { path: "^static/js/api\\.js$" },
      to: { pathNot: "^static/js/(lib/|(types|wire)\\.js$)" },
    },
    {
      name: "state-knows-no-element",
      comment: "The state is the same whatever is drawn of it.",
      severity: "error",
      from: { path: "^static/js/state/" },
      to: { pathNot: "^static/js/(state/|lib/|(api|types|wire|events)\\.js$)" },
    },
    {
      name: "features-do-not-know-each-other",
      comment:
        "A feature is its own folder on top of state, elements and lib: it can be left out, and no other would miss it.",
      severity: "error",
      from: { path: "^static/js/features/([^/]+)/" },
      to: { pathNot: "^static/js/(features/$1/|state/|elements/|lib/|(api|types|wire|events)\\.js$)" },
    },
    {
      name: "nobody-imports-the-top",
      comment:
        "main.js puts the page together and keys.js hands out its keys: who would import them is below them.",
      severity: "error",
      from: { pathNot: "^static/js/main\\.js$" },
      to: { path: "^static/js/(main|keys)\\.js$" },
    },
    {
      name: "every-file-has-its-floor",
      comment: "A new file at the top, or a new folder, is given its place in these rules first.",
      severity: "error",
      from: {},
      to: {
        path: "^static/js/",
        pathNot: [
          "^static/js/(features/[^/]+|state|elements|lib)/",
          "^static/js/(main|keys|api|events|types|wire|theme|docs)\\.js$",
        ],
      },
    },
    {
      name: "every-file-is-used",
      comment: "The page begins with main.js and theme.js, the documentation of the API with docs.js.",
      severity: "error",
      from: { path: "^static/js/(main|theme|docs)\\.js$" },
      to: { path: "^static/js/", pathNot: "^static/js/(main|theme|docs)\\.js$", reachable: false },
    },
    {
      name: "every-import-is-there",
      comment: "A path that leads nowhere is found by the browser only when it gets there.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "the-page-is-its-own",
      comment: "The page loads no package: what it needs is in static/js.",
      severity: "error",
      from: { path: "^static/js/" },
      to: { pathNot: "^static/js/" },
    },
  ],
  options: {
    parser: "tsc",
    detectJSDocImports: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^tests/js/node_modules/" },
  },
};
