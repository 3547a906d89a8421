/**
 * Opens Swagger UI. Schemas have no section of their own: each operation shows the ones it uses. The possible answers of an
 * operation are shown on demand, so that an opened command, its body and its button fit one screen.
 */
export const script = `const answersOnDemand = ({ React: { createElement, useState } }) => ({
  wrapComponents: {
    responses: (Responses) => (properties) => {
      const [shown, show] = useState(false);
      const label = shown ? 'Hide the possible answers' : 'Show the possible answers';
      return createElement(
        'div',
        { className: shown ? '' : 'answers-hidden' },
        createElement(Responses, properties),
        createElement('button', { className: 'btn toggle-answers', 'aria-expanded': shown, onClick: () => show(!shown) }, label),
      );
    },
  },
});

SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#page',
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: -1,
  plugins: [answersOnDemand],
});
`;

/**
 * Makes an opened operation fit a screen of 800 pixels: parameters on one line each, a body as tall as its text, the answer above
 * the request as curl. All problems have one shape, so for each status only their names are shown.
 */
export const style = `.answers-hidden .responses-inner > table,
.answers-hidden .responses-inner > div > div + h4,
.answers-hidden .responses-inner > div > h4,
.answers-hidden .responses-inner:not(:has(.live-responses-table)),
.answers-hidden .responses-wrapper > .opblock-section-header,
.responses-wrapper .request-url,
.try-out,
.response-col_links,
.responses-table:not(.live-responses-table) .response:not([data-code^='2']) .response-col_description > :not(.response-col_description__inner),
.responses-table .headers-wrapper { display: none; }
.swagger-ui .info { margin: 20px 0; }
.swagger-ui .scheme-container { padding: 10px 0; margin: 0; }
.swagger-ui .opblock .opblock-section-header { min-height: 36px; padding: 4px 20px; }
.swagger-ui .opblock-description-wrapper { padding: 10px 20px; }
.swagger-ui .table-container { padding: 4px 20px; }
.swagger-ui .parameters thead { display: none; }
.swagger-ui .parameters tbody tr td { padding: 3px 0; vertical-align: middle; }
.swagger-ui .parameters-col_name > div { display: inline-block; margin-right: .5em; padding: 0; white-space: nowrap; }
.swagger-ui .parameters-col_description { width: 70%; }
.swagger-ui .parameters-col_description > input { margin: 0; padding: 5px 10px; }
.swagger-ui .body-param__text { min-height: 4em; max-height: 280px; field-sizing: content; }
.swagger-ui .btn-group { padding: 10px 20px; }
.swagger-ui .responses-inner { padding: 10px 20px; }
.swagger-ui .responses-inner > div > div { display: flex; flex-direction: column; }
.swagger-ui .curl-command { order: 1; }
.swagger-ui .curl-command .curl { max-height: 160px; }
.swagger-ui .toggle-answers { margin: 10px 20px; }
`;

/** The page. Links are absolute: the host serves it with and without a trailing slash. */
export const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Annal: every request and answer</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
    <link rel="stylesheet" href="/api/docs/page.css" />
  </head>
  <body>
    <div id="page"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;
