namespace ConvoStudio.Engine.Contexts;

/// <summary>Who said a turn. The agent sells, persuades or recommends; the customer decides.</summary>
public enum Speaker
{
    /// <summary>The side the studio advises.</summary>
    Agent = 0,

    /// <summary>The side that may buy.</summary>
    Customer = 1,
}
