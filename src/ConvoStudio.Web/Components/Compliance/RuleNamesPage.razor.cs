using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>What the sentences of the playbook's rules may name besides its acts, facts, products and actions.</summary>
public sealed partial class RuleNamesPage
{
    private readonly FormState _form = new();
    private RuleTermsRead? _read;
    private RuleTermsText _text = RuleTermsText.Empty;
    private DraftKeeper<RuleTermsText>? _draft;
    private bool _may;

    [Inject] public required RuleService Rules { get; init; }
    [Inject] public required RuleReader Reader { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IStringLocalizer<ComplianceTexts> T { get; init; }

    private IEnumerable<string> Segments => Playbook!.Facts.Where(fact => fact.Type == FactType.Category && fact.Usages.HasFlag(FactUsages.Policy)).Select(fact => fact.Key).Order(StringComparer.Ordinal);

    protected override void OnRead() => _ = InvokeAsync(ReadNamesAsync);

    private async Task ReadNamesAsync()
    {
        if (Playbook is null) return;
        _may = May(UseCase.ReviewRules);
        _form.Clear();
        _read = await Reader.TermsAsync(Actor!, Playbook.Key);
        _text = RuleTermsText.Of(_read.Terms);
        StateHasChanged();
    }

    private async Task SaveAsync()
    {
        _form.Clear();
        if (!_text.TryRead(out var terms, out var wrong))
        {
            foreach (var (field, line) in wrong) _form.Add(field, T[$"NamesWrong-{field}", line]);
            return;
        }
        if (!await _form.TryAsync(() => SetAsync(terms), "channels", "jurisdictions", "purposes", "endingActs", "segmentFact", "tags", "holidays")) return;
        await _draft!.DoneAsync();
        Notices.Show(T["NamesSaved"]);
        Current.Refresh();
    }

    // A mistake in one tag or calendar belongs to the field that holds them all.
    private async Task SetAsync(Application.Configurations.RuleTerms terms)
    {
        try
        {
            await Rules.SetTermsAsync(Actor!, Playbook!.Key, terms, _read!.Version);
        }
        catch (ValidationException exception)
        {
            throw new ValidationException(exception.Errors.GroupBy(error => error.Key.Split('.')[0], StringComparer.Ordinal)
                .ToDictionary(field => field.Key, field => (IReadOnlyList<string>)[.. field.SelectMany(error => error.Value)], StringComparer.Ordinal));
        }
    }

    private RenderFragment Field(string name, string value, Action<string> change) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.OpenElement(1, "label");
        builder.AddAttribute(2, "class", "cs-fieldname");
        builder.AddAttribute(3, "for", $"names-{name}");
        builder.AddContent(4, T[$"NamesLabel-{name}"]);
        builder.CloseElement();
        builder.OpenElement(5, "textarea");
        builder.AddAttribute(6, "id", $"names-{name}");
        builder.AddAttribute(7, "class", "cs-textarea");
        builder.AddAttribute(8, "rows", 4);
        builder.AddAttribute(9, "spellcheck", "false");
        builder.AddAttribute(10, "readonly", !_may);
        builder.AddAttribute(11, "aria-invalid", _form[name] is null ? null : "true");
        builder.AddAttribute(12, "data-names", name);
        builder.AddAttribute(13, "value", value);
        builder.AddAttribute(14, "oninput", EventCallback.Factory.Create<ChangeEventArgs>(this, args => change(args.Value?.ToString() ?? "")));
        builder.SetUpdatesAttributeName("value");
        builder.CloseElement();
        builder.OpenElement(15, "p");
        builder.AddAttribute(16, "class", "cs-3rd cs-small");
        builder.AddContent(17, T[$"NamesHelp-{name}"]);
        builder.CloseElement();
        builder.AddContent(18, Wrong(name));
        builder.CloseElement();
    };

    private RenderFragment Wrong(string name) => builder =>
    {
        if (_form[name] is not { } message) return;
        builder.OpenElement(0, "p");
        builder.AddAttribute(1, "class", "cs-fielderror");
        builder.AddAttribute(2, "role", "alert");
        builder.AddAttribute(3, "data-wrong", name);
        builder.AddContent(4, message);
        builder.CloseElement();
    };
}
