// Files that people take away, with names that say what is in them.

/** A piece of a file name: small Latin letters, digits and hyphens. */
export function slug(text: string): string {
  return text
    .normalize('NFC') // й is a letter of its own, no и with a sign
    .toLowerCase()
    .replace(/[\u0430-\u044f]/gu, (letter) => LATIN[letter] ?? '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60)
    .replace(/-+$/u, '');
}

// As the Bulgarian law on transliteration has it.
const LATIN: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l',
  м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch',
  ш: 'sh', щ: 'sht', ъ: 'a', ь: 'y', ю: 'yu', я: 'ya',
};

/** A file name such as snowball-bureau-map-seed1.png. */
export function fileName(parts: readonly string[], ending: string): string {
  const stem = parts.map(slug).filter(Boolean).join('-');
  return `${['snowball', stem].filter(Boolean).join('-')}.${ending}`;
}

/** Give a file to the browser, which saves it where it saves files. */
export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Browsers read the file after the click; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Copy what a field holds; false where the browser does not let the page do it. */
export async function copy(field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  field.focus();
  field.select();
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value);
      return true;
    }
  } catch {
    // Not allowed here: try the old way.
  }
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  }
}
