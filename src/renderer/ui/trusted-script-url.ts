interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

declare global {
  interface Window {
    /** Not in every browser, and not in the DOM's types. */
    readonly trustedTypes?: TrustedTypes;
  }
}

/** A policy can be made once, so it is made where its only user is. */
const policy = window.trustedTypes?.createPolicy('tina', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin)
      throw new TypeError('Only our own scripts are run.');
    return url;
  },
});

/**
 * The address of a worker of ours, in the form the page's policy (`require-trusted-types-for`)
 * asks for. It is an object that passes for a string.
 */
export function trustedScriptUrl(url: string): string {
  return policy === undefined ? url : policy.createScriptURL(url);
}
