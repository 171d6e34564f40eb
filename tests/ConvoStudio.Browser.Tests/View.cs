namespace ConvoStudio.Browser.Tests;

/// <summary>How a page is looked at.</summary>
public sealed record View(int Width, bool Dark)
{
    /// <summary>The two a way through the console is gone in; <see cref="ConsoleWindow.CheckAsync"/> looks at each page in the other theme too.</summary>
    public static TheoryData<int, bool> All { get; } = new() { { 1280, false }, { 400, true } };

    public string Theme => Dark ? "dark" : "light";

    public override string ToString() => $"{Theme}-{Width}";
}
