// @ts-check
// Gives the peer the BLS library that its browser users get: run with --import.
import { register } from "node:module";

register("./herumi-hook.mjs", import.meta.url);
