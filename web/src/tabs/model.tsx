export function ModelTab() { return null; }
