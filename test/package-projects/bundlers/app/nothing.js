/** In place of `node:zlib`, which just-bash imports in browsers as well. */
export const constants = {};
export const gunzipSync = undefined;
export const gzipSync = undefined;
