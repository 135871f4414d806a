/** Classes of applications that are laid over the released archive. */
package dev.tidings.system.overlay;
