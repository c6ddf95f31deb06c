// The pages to read the description of the API: a library of their own, for nobody but those who open /docs.
Scalar.createApiReference('#docs', {
  url: '/openapi/v1.json', withDefaultFonts: false, telemetry: false, showDeveloperTools: 'never', hideClientButton: true,
  mcp: { disabled: true }, agent: { disabled: true },
})
