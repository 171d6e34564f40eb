namespace ConvoStudio.Application.Experiments;

/// <summary>What is looked at before an experiment starts.</summary>
public enum LaunchQuestion
{
    /// <summary>Every arm has a policy of the playbook, and no two the same.</summary>
    Policies,

    /// <summary>The layer has as much free as the experiment wants.</summary>
    Room,

    /// <summary>The metric is reported at all.</summary>
    Metric,

    /// <summary>Enough conversations come to tell the smallest effect apart in a bearable time.</summary>
    Traffic,

    /// <summary>It was rehearsed.</summary>
    Rehearsal,

    /// <summary>Something must not get worse meanwhile.</summary>
    Guardrails,

    /// <summary>Shares can move before the budget of conversations is spent; asked when there is one.</summary>
    Budget,
}

/// <summary>How a question is answered.</summary>
public enum LaunchState
{
    Fine,

    /// <summary>Worth a look; it may start all the same.</summary>
    Warns,

    /// <summary>It cannot start like this.</summary>
    Blocks,
}

/// <summary>One line of the launch list.</summary>
/// <param name="Text">One plain sentence with the numbers it rests on.</param>
public sealed record LaunchCheck(LaunchQuestion Question, LaunchState State, string Text);
