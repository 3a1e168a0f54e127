// Shows the documentation of the API. Swagger UI comes out of an installed package and sets this global.
// @ts-expect-error: a classic script, without types
globalThis.SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true });
