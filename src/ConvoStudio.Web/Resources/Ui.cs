namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the shell, Ui.resx. A feature keeps its own texts in a file beside it.</summary>
public sealed class Ui;
