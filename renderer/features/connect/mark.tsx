/** The product's mark: the drawing of the application icon. */
export function Mark({ className }: { readonly className?: string | undefined }) {
  return (
    <svg viewBox="0 0 1024 1024" className={className} aria-hidden>
      <rect x="64" y="64" width="896" height="896" rx="208" fill="#17695a" />
      <path
        fill="#f2f7f4"
        d="M512 184a236 236 0 0 1 105 447l40 177a28 28 0 0 1-27 34H394a28 28 0 0 1-27-34l40-177a236 236 0 0 1 105-447Z"
      />
      <path
        fill="none"
        stroke="#17695a"
        strokeWidth="40"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M512 716V330M512 540 400 446M512 540l112-94"
      />
      <g fill="#17695a">
        <circle cx="512" cy="318" r="48" />
        <circle cx="394" cy="440" r="48" />
        <circle cx="630" cy="440" r="48" />
      </g>
    </svg>
  );
}
