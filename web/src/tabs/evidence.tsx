export function Evidence() { return null; }
