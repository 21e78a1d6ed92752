export function Division() { return null; }
