using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Application.Compliance;

/// <summary>What waits in a conversation for a person, by the keys of the actions it stops.</summary>
/// <param name="MayFree">Whoever asked may approve or clear it.</param>
public sealed record WaitingRule(string Rule, int Version, string? Role, string Sentence, IReadOnlyList<string> Actions, bool MayFree);

/// <summary>People free what rules stop until a person has looked: an approval for one conversation, or an end of a hand-over. Each is an entry of the log, so later decisions
/// are functions of it and replay with it.</summary>
public sealed class ConversationApprovals(Studio studio, TimeProvider time)
{
    public const int LongestNote = 500;

    /// <summary>What waits now; nothing in a conversation that has ended.</summary>
    /// <exception cref="NotFoundException">There is no such conversation.</exception>
    public Task<IReadOnlyList<WaitingRule>> WaitingAsync(IActor actor, Guid conversation, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        return studio.Store.ReadAsync(conversation, IReadOnlyList<WaitingRule> (found) =>
        {
            if (found.Status != ConversationStatus.Open || studio.Configurations.Find(found.Row.Playbook) is not { } active)
                return [];
            var compiled = CompiledConfiguration.Of(active);
            return [.. Waits(found, compiled).Select(w => new WaitingRule(w.Rule, w.Version, w.Role, w.Sentence, [.. w.Actions.Select(n => compiled.Action(n).Key)], MayFree(actor, w)))];
        }, cancellationToken);
    }

    /// <summary>From the next decision on this version of the rule stops nothing in this conversation.</summary>
    /// <exception cref="ForbiddenException">The actor is no person of the rule's role.</exception>
    /// <exception cref="TransitionException">The conversation has ended, or the rule does not wait for an approval here (any more).</exception>
    public Task ApproveAsync(IActor actor, Guid conversation, string rule, int version, string? note, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ApproveInConversation);
        return FreeAsync(actor, conversation, wait => wait.Rule == rule && wait.Version == version && wait.Role is not null, note, wait =>
        {
            if (!MayFree(actor, wait))
                throw new ForbiddenException(actor.Name, UseCase.ApproveInConversation);
            var payload = new ApprovalPayload(rule, version, wait.Role!, actor.Name, Note(note));
            return (new NewLogEntry(LogKind.Approval, null, time.GetUtcNow(), LogPayloads.Write(payload)), payload);
        }, cancellationToken);
    }

    /// <summary>Ends every hand-over that waits in the conversation.</summary>
    /// <exception cref="TransitionException">None waits here (any more).</exception>
    public Task ClearAsync(IActor actor, Guid conversation, string? note, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ClearHandOver);
        return FreeAsync(actor, conversation, wait => wait.Role is null, note, _ =>
        {
            var payload = new ClearedPayload(actor.Name, Note(note));
            return (new NewLogEntry(LogKind.Cleared, null, time.GetUtcNow(), LogPayloads.Write(payload)), payload);
        }, cancellationToken);
    }

    private async Task FreeAsync(
        IActor actor, Guid conversation, Predicate<RuleWait> which, string? note, Func<RuleWait, (NewLogEntry Entry, object Payload)> entry, CancellationToken cancellationToken)
    {
        RoleTable.Demand(actor, UseCase.ReadConversations);
        if (note?.Trim().Length > LongestNote)
            throw new ValidationException("note", $"At most {LongestNote} characters.");
        await studio.Store.ExecuteAsync(conversation, null, found =>
        {
            if (found.Status != ConversationStatus.Open)
                throw new TransitionException("The conversation has ended.");
            var active = studio.Configurations.Find(found.Row.Playbook) ?? throw new NotFoundException("playbook", found.Row.Playbook);
            // Somebody else may have been first, or the rule may have changed while the page was open.
            var wait = Waits(found, CompiledConfiguration.Of(active)).FirstOrDefault(w => which(w))
                ?? throw new TransitionException("Nothing waits for this here any more.");
            return ValueTask.FromResult(new Plan([entry(wait)], default));
        }, cancellationToken);
    }

    private IReadOnlyList<RuleWait> Waits(Conversation conversation, CompiledConfiguration compiled) => compiled.Rules.Waits(new(
        conversation, compiled.Rules.ReadsHistory ? CustomerHistory.Read(studio.Log, conversation.Row) : CustomerHistory.None, null, time.GetUtcNow()));

    private static bool MayFree(IActor actor, RuleWait wait) => wait.Role is { } role
        ? RoleTable.Allows(actor, UseCase.ApproveInConversation) && actor.Roles.Contains(role, StringComparer.Ordinal)
        : RoleTable.Allows(actor, UseCase.ClearHandOver);

    private static string? Note(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();
}
