using ConvoStudio.Application.Imports;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Imports;

/// <summary>What the columns of a CSV file hold, beside its first rows as they will be read.</summary>
public sealed partial class MapColumns
{
    /// <summary>Id of the form, for the button that stands in the page head.</summary>
    public const string Form = "map-columns";

    private static readonly string[] Fields = ["conversation", "speaker", "converted", "agentWord", "customerWord", "separator", "zone"];
    private FormState _form = new();
    private ImportMapping _mapping = new();
    private IReadOnlyList<CsvPreviewRow>? _rows;

    [Parameter, EditorRequired] public required Import Import { get; set; }
    [Parameter, EditorRequired] public required IActor Person { get; set; }
    [Parameter] public EventCallback OnRead { get; set; }
    [Inject] public required CsvImportService Csv { get; init; }

    private IReadOnlyList<string> Heads => Import.Heads ?? [];

    // A column that holds something else is no fact.
    private List<int> Free => [.. Enumerable.Range(0, Heads.Count).Except(
        ((int?[])[_mapping.Conversation, _mapping.Speaker, _mapping.Acts, _mapping.Time, _mapping.Converted, _mapping.Value, _mapping.Text, _mapping.Sentiment]).OfType<int>())];

    protected override async Task OnInitializedAsync()
    {
        _mapping = Import.Mapping ?? new();
        await PreviewAsync();
    }

    private bool IsFact(int column) => _mapping.Facts?.Contains(column) == true;

    private List<int> Facts(int column, bool on) => [.. (_mapping.Facts ?? []).Where(f => f != column).Concat(on ? [column] : []).Order()];

    private Task SetAsync(ImportMapping mapping)
    {
        // First as chosen: which columns are free depends on it.
        _mapping = mapping;
        _mapping = mapping with { Facts = [.. (mapping.Facts ?? []).Intersect(Free)] };
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        IReadOnlyList<CsvPreviewRow>? rows = null;
        var (asked, form) = (_mapping, new FormState());
        await form.TryAsync(async () => rows = await Csv.PreviewAsync(Person, Import.Id, asked), Fields);
        // A later choice has its own answer on the way.
        if (ReferenceEquals(asked, _mapping) && !_form.Busy) (_rows, _form) = (rows, form);
    }

    private async Task ReadAsync()
    {
        if (await _form.TryAsync(() => Csv.ReadAsync(Person, Import.Id, _mapping), Fields)) await OnRead.InvokeAsync();
    }
}
