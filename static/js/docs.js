// Shows the documentation of the API. Swagger UI comes out of an installed package and sets this global.
const page = /** @type {{SwaggerUIBundle: (options: object) => void}} */ (
  /** @type {unknown} */ (globalThis)
);
page.SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true });
