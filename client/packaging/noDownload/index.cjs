/**
 * onnxruntime-node comes with what the processor needs; its install script downloads what graphics cards need, unless an option says `skip`. npm 11 warns of
 * options in .npmrc that are not its own, and older releases do not know `allowScripts`. So the first thing that the script asks for ends it.
 */
exports.bootstrap = () => process.exit(0);
