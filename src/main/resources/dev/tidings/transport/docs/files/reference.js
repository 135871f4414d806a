// Shows the OpenAPI document. Nothing is loaded from elsewhere, and nothing is sent anywhere.

/** Everything on the page is in a part with a name, for those who listen to it. */
const inSection = (name) => (Original, system) => (properties) =>
  system.React.createElement(
    'section',
    { 'aria-label': name },
    system.React.createElement(Original, properties),
  );

/** The renderer goes from the first level of headings to the third. */
const withHeading = (Original, system) => (properties) =>
  system.React.createElement(
    'section',
    { 'aria-labelledby': 'operations-heading' },
    system.React.createElement('h2', { id: 'operations-heading' }, 'Operations'),
    system.React.createElement(Original, properties),
  );

SwaggerUIBundle({
  url: '../api/openapi.json',
  dom_id: '#reference',
  // Links inside of buttons are nothing for those who listen to the page.
  deepLinking: false,
  defaultModelsExpandDepth: 0,
  docExpansion: 'list',
  plugins: [{ wrapComponents: { InfoContainer: inSection('About'), FilterContainer: withHeading } }],
  supportedSubmitMethods: [],
  validatorUrl: null,
});
