/** What a browser remembers for this page; where it may not, it is kept for this visit only. */

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // kept for this visit only
  }
}
