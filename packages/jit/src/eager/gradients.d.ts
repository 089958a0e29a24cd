// Importing the module registers the gradients; nothing is used from it.
export {};
