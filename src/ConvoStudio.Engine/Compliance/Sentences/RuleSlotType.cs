namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>What a slot of a sentence holds; the type of its value stands behind each.</summary>
public enum RuleSlotType
{
    /// <summary>Which moves: <see cref="ActionPattern"/>.</summary>
    Actions = 0,

    /// <summary>Any of these acts: a list of names.</summary>
    Acts = 1,

    /// <summary>Products: a list of names.</summary>
    Products = 2,

    /// <summary>Channels: a list of names.</summary>
    Channels = 3,

    /// <summary>Jurisdictions: a list of names.</summary>
    Jurisdictions = 4,

    /// <summary>Segments: a list of names.</summary>
    Segments = 5,

    /// <summary>A fact: its key.</summary>
    Fact = 6,

    /// <summary>A number that actions carry: its name.</summary>
    NumberName = 7,

    /// <summary>A purpose of consent: its name.</summary>
    Purpose = 8,

    /// <summary>One channel: its name.</summary>
    Channel = 9,

    /// <summary>A role that may approve: its name.</summary>
    Role = 10,

    /// <summary>A whole number: <see cref="int"/>.</summary>
    Whole = 11,

    /// <summary>A number: <see cref="double"/>.</summary>
    Number = 12,

    /// <summary>A span of time: <see cref="TimeSpan"/>.</summary>
    Duration = 13,

    /// <summary>A time of day: <see cref="TimeOnly"/>.</summary>
    TimeOfDay = 14,

    /// <summary>A day: <see cref="DateOnly"/>.</summary>
    Date = 15,

    /// <summary>Free words: text.</summary>
    Text = 16,

    /// <summary>One condition without junctions, or any condition where none stands yet: <see cref="Conditions.Condition"/>.</summary>
    Condition = 17,

    /// <summary>The word that joins conditions: "and" or "or".</summary>
    Joint = 18,

    /// <summary>Who speaks: <see cref="Contexts.Speaker"/>.</summary>
    Speaker = 19,

    /// <summary>What a cap counts apart: <see cref="Rules.CapUnit"/>.</summary>
    CapUnit = 20,

    /// <summary>What follows from a breach: <see cref="BreachEffect"/>.</summary>
    Effect = 21,

    /// <summary>What follows when a fact is unknown: <see cref="UnknownAnswer"/>.</summary>
    OnUnknown = 22,

    /// <summary>Words that are there or not: <see cref="bool"/>.</summary>
    Flag = 23,
}
