/**
 * Number of the rules by which files are cut into chunks. Whoever changes where a file is cut, or what its headings are, raises it by one: each index has it beside
 * every file, and reads those of another number anew. Passages that come out as they were keep their terms and vectors. A test of what some files are
 * cut into fails until it is raised.
 */
export const chunkingVersion = 1;
