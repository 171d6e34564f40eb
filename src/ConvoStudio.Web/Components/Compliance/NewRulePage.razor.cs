using System.Text;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>A rule as a sentence: with chips or typed, with what it lets through and stops beside it. Also the next version of one that is live.</summary>
public sealed partial class NewRulePage
{
    private readonly FormState _form = new();
    private RuleVocabulary? _vocabulary;
    private SentenceRule? _rule;
    private SentenceRule? _before;
    private IReadOnlyList<FieldError> _errors = [];
    private IReadOnlyList<string> _taken = [];
    private RuleProblem? _problem;
    private string _text = "";
    private string _key = "";
    private int _revision;
    private bool _keyTyped;
    private bool _typing;
    private bool _asked;
    private bool _missing;
    private DraftKeeper<RuleDraft>? _draft;

    /// <summary>Key of the rule that is changed; null for a new one.</summary>
    [Parameter] public string? Key { get; set; }
    [Inject] public required RuleService Rules { get; init; }
    [Inject] public required RuleReader Reader { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required HomeItems Waiting { get; init; }
    [Inject] public required IStringLocalizer<ComplianceTexts> T { get; init; }

    private bool IsWhole => _errors.Count == 0 && (!_typing || _problem is null);

    protected override void OnRead() => _ = InvokeAsync(async () =>
    {
        if (Playbook is null || _vocabulary is not null) return;
        var vocabulary = await Reader.VocabularyAsync(Actor!, Playbook.Key);
        if (Key is null)
            _taken = [.. (await Reader.ListAsync(Actor!, Playbook.Key, new RuleQuery(Take: 1000))).Lines.Select(line => line.Newest.Key)];
        else
            await ReadRuleAsync(Key);
        _vocabulary = vocabulary;
        if (_rule is not null) Change(_rule);
        StateHasChanged();
    });

    private async Task ReadRuleAsync(string key)
    {
        try
        {
            var newest = (await Reader.GetAsync(Actor!, Playbook!.Key, key)).Newest;
            (_rule, _revision, _key) = (newest.Rule, newest.Revision, key);
        }
        catch (NotFoundException)
        {
            _missing = true;
        }
    }

    private void Choose(string form)
    {
        if (!_keyTyped && Key is null) _key = FreeKey(form);
        // Where, when and why stay when the kind of sentence changes.
        var body = RuleStart.Of(form);
        Change((_before ?? new SentenceRule("rule", 1, body)) with { Body = body, OnUnknown = UnknownAnswer.Block });
        (_asked, _typing) = (false, false);
    }

    private void ChangeForm() => (_before, _rule) = (_rule, null);

    private void KeepForm() => Change(_before!);

    private void Change(SentenceRule rule)
    {
        (_rule, _problem) = (rule, null);
        _text = RuleText.Render(rule);
        _errors = RuleSetCheck.Check(rule, _vocabulary!);
    }

    private void TypeMode(bool typing)
    {
        _typing = typing;
        if (!typing) Change(_rule!);
        else TypeText(_text);
    }

    private void TypeText(string text)
    {
        _text = text;
        var reading = RuleReading.Of(_rule!.Key, _rule.Version, new RuleWriting(text), _vocabulary!);
        _problem = reading.Problems is [var first, ..] ? first : null;
        if (reading.Rule is null) return;
        _rule = reading.Rule;
        _errors = RuleSetCheck.Check(_rule, _vocabulary!);
    }

    private async Task SaveAsync(bool review)
    {
        _asked = true;
        if (!IsWhole)
        {
            _form.Clear();
            return;
        }
        var saved = await _form.TryAsync(async () =>
        {
            var writing = new RuleWriting(RuleText.Render(_rule!));
            var rule = Key is null
                ? await Rules.CreateAsync(Actor!, Playbook!.Key, _key, writing)
                : await Rules.EditAsync(Actor!, Playbook!.Key, Key, writing, _revision);
            if (review) await Rules.SubmitAsync(Actor!, Playbook.Key, rule.Key, rule.Revision);
        }, "key");
        if (!saved) return;
        await _draft!.DoneAsync();
        Waiting.Forget();
        Notices.Show(T[review ? "InReviewNow" : "DraftSaved", _key]);
        Navigation.NavigateTo($"/rules/{_key}");
    }

    private string FreeKey(string form) => _taken.Contains(form, StringComparer.Ordinal)
        ? Enumerable.Range(2, _taken.Count + 1).Select(number => FormattableString.Invariant($"{form}-{number}")).First(key => !_taken.Contains(key, StringComparer.Ordinal))
        : form;

    private string PlaceOf(FieldError error)
    {
        var place = error.Field[(error.Field.IndexOf('.', StringComparison.Ordinal) + 1)..].Split('.', '[')[0];
        return T[$"Place-{place}"];
    }

    private RuleDraft Draft() => new(_key, _keyTyped, _rule is null ? null : Encoding.UTF8.GetString(RuleJson.Write(_rule)), _typing, _typing ? _text : "");

    private void TakeDraft(RuleDraft draft)
    {
        try
        {
            if (draft.Document is null) _rule = null;
            else Change(RuleJson.Read(Encoding.UTF8.GetBytes(draft.Document)));
        }
        catch (RuleFormatException)
        {
            // A draft of an older version of the form: nothing can be taken from it.
            return;
        }
        (_key, _keyTyped, _typing) = (Key ?? draft.Key, draft.KeyTyped, draft.Typing);
        if (_typing && _rule is not null) TypeText(draft.Text);
    }

    private sealed record RuleDraft(string Key, bool KeyTyped, string? Document, bool Typing, string Text);
}
