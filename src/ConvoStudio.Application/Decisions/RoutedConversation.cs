using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Decisions;

/// <summary>What routing knows of a conversation.</summary>
/// <param name="Id">Unit of an experiment on conversations.</param>
/// <param name="Customer">Unit of an experiment on customers.</param>
/// <param name="IsFirst">No decision was answered in it yet: nobody joins an experiment in the middle of a conversation.</param>
/// <param name="Facts">Those that policies may use.</param>
/// <param name="Testing">Experiment → arm of a tester; null for everybody else.</param>
/// <param name="Assignments">Of this conversation: it keeps its arm until the arm is retired.</param>
/// <param name="Earlier">First arm of the customer in each experiment, from other conversations.</param>
/// <param name="Shares">Shares of bandit experiments that have moved.</param>
/// <param name="FirstRoute">Steps of its first decision; null before it.</param>
internal sealed record RoutedConversation(
    string Id, string Customer, bool IsFirst, string Channel, IReadOnlyDictionary<string, FactValue> Facts, IReadOnlyDictionary<string, string>? Testing,
    IReadOnlyDictionary<string, AssignmentPayload> Assignments, IReadOnlyDictionary<string, AssignmentPayload> Earlier, IExperimentShares Shares,
    IReadOnlyList<RouteStepPayload>? FirstRoute = null)
{
    public static RoutedConversation Of(Conversation conversation, IReadOnlyDictionary<string, AssignmentPayload> earlier, IExperimentShares shares) => new(
        conversation.Row.PublicId.ToString("N"), string.Create(CultureInfo.InvariantCulture, $"customer-{conversation.Row.CustomerNo}"),
        conversation.Decisions.Count == 0, conversation.Row.Channel, conversation.State.Facts, conversation.Testing, conversation.Assignments, earlier, shares,
        conversation.FirstRoute);

    public string UnitOf(ExperimentPlan? plan) => plan?.Unit == ExperimentUnit.Customer ? Customer : Id;
}
