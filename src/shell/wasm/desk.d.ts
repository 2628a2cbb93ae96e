// What the desk answers, as TypeScript sees it; it stands behind the widget's types.
