using ConvoStudio.Engine.Compliance.Monitors;

namespace ConvoStudio.Engine.Compliance.Examples;

/// <summary>What a step of an example is.</summary>
public enum ExampleStepKind
{
    /// <summary>Something happens in the conversation: <see cref="ExampleStep.Event"/>.</summary>
    Event = 0,

    /// <summary>Time passes: <see cref="ExampleStep.Time"/>.</summary>
    TimePasses = 1,

    /// <summary>The customer's clock shows <see cref="ExampleStep.Clock"/> when the conversation begins.</summary>
    Clock = 2,

    /// <summary>That day is a holiday as well.</summary>
    Holiday = 3,

    /// <summary>Nobody knows the customer's time zone.</summary>
    NoClock = 4,

    /// <summary>Somebody in <see cref="ExampleStep.Role"/> approved.</summary>
    Approved = 5,
}

/// <summary>One line of an example.</summary>
/// <param name="Kind">What it is.</param>
public sealed record ExampleStep(ExampleStepKind Kind)
{
    /// <summary>What happens, or null.</summary>
    public TraceEvent? Event { get; init; }

    /// <summary>How much time passes.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>The customer's local time.</summary>
    public DateTime Clock { get; init; }

    /// <summary>The role, or null.</summary>
    public string? Role { get; init; }
}
