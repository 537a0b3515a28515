/**
 * What a page of this application may load. Nothing is allowed that is not named here.
 *
 * `style-src 'unsafe-inline'` is for Monaco, which sets style attributes on the lines it draws; `font-src data:` is
 * for its icons; `worker-src` for its language workers, which are files of our own.
 *
 * `sandbox` takes from the page what it has no use for, also in frames it may make: print dialogs, questions at its end,
 * downloads, new windows, leading the window elsewhere. Forms are handled by scripts; `form-action` sends none.
 */
const directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'font-src': ["'self'", 'data:'],
  'img-src': ["'self'", 'data:'],
  'worker-src': ["'self'"],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  sandbox: ['allow-scripts', 'allow-same-origin', 'allow-forms'],
} as const;

/** The value of the `Content-Security-Policy` header. */
export const contentSecurityPolicy = Object.entries(directives)
  .map(([name, sources]) => `${name} ${sources.join(' ')}`)
  .join('; ');
