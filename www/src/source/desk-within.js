/** The desk lies in this very script: unpacked when it is asked for. */

export const desk = () => import('../desk/main.js');
