using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Tests.Decisions;

/// <summary>A conversation at its first decision, of a customer who was never here before.</summary>
internal sealed class RoutedConversationBuilder : IExperimentShares
{
    public string Id { get; init; } = "u";

    public string Customer { get; init; } = "customer-1";

    public bool IsFirst { get; init; } = true;

    public string Channel { get; init; } = "web";

    public Dictionary<string, FactValue> Facts { get; init; } = [];

    public Dictionary<string, string>? Testing { get; init; }

    public AssignmentPayload? Assigned { get; init; }

    public AssignmentPayload? Earlier { get; init; }

    public MovedShares? Moved { get; init; }

    public IReadOnlyList<RouteStepPayload>? FirstRoute { get; init; }

    public MovedShares? Find(ExperimentPart experiment) => Moved;

    public RoutedConversation Build() => new(Id, Customer, IsFirst, Channel, Facts, Testing, Known(Assigned), Known(Earlier), this, FirstRoute);

    private static Dictionary<string, AssignmentPayload> Known(AssignmentPayload? assignment) =>
        assignment is null ? [] : new(StringComparer.Ordinal) { [assignment.Experiment] = assignment };
}
