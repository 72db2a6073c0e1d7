/** The number of waiting questions as a title and as an icon. */

export function badgeTitle(title: string, waiting: number): string {
  return waiting > 0 ? `(${waiting}) ${title}` : title;
}

/** The page's icon, amber, with the number: a picture in its own address, as the page's policy allows. */
export function badgeIcon(waiting: number): string {
  const words = waiting > 9 ? '9+' : `${waiting}`;
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#b45f06"/>' +
    `<text x="12" y="17.5" font-family="sans-serif" font-size="${words.length > 1 ? 13 : 16}" font-weight="700" fill="#fff" text-anchor="middle">${words}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
