/**
 * @returns whether a page may navigate to an address: only a reload of its own page. Everything else this
 * application shows, it shows without navigating.
 */
export function mayNavigate(url: string, pageUrl: string): boolean {
  const target = parse(url);
  const page = parse(pageUrl);
  return (
    target !== null &&
    page !== null &&
    target.protocol === page.protocol &&
    target.host === page.host &&
    target.pathname === page.pathname
  );
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    // Malformed text is no address; there is nothing more to know.
    return null;
  }
}
