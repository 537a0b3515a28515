/**
 * Monaco keeps two empty elements of role `alert` in the page, into which it puts what it has to say to assistive
 * tools. In this window `alert` means an error: Monaco's announcements stay as loud without that role.
 * Call it after an editor was created; the elements come with the first one.
 */
export function quietMonacoAlerts(): void {
  for (const element of document.querySelectorAll('.monaco-alert[role=alert]')) {
    element.removeAttribute('role');
    element.setAttribute('aria-live', 'assertive');
  }
}
