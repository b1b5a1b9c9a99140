-- Drives a headless Neovim that was started with the configuration of server/docs/editors/neovim.md on one Markdown file.
-- What it finds wrong goes to standard error, and Neovim ends with 1.

local function fail(message)
  io.stderr:write(message .. '\n')
  vim.cmd('cquit 1')
end

local function wait_for(what, condition)
  if not vim.wait(30000, condition, 20) then
    local shown = vim.tbl_map(function(diagnostic) return diagnostic.message end, vim.diagnostic.get(0))
    fail('waited in vain for ' .. what .. '; diagnostics: ' .. vim.inspect(shown))
  end
end

local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') end

local function findings()
  return vim.tbl_filter(function(diagnostic) return diagnostic.source == 'surprisal' end, vim.diagnostic.get(0))
end

wait_for('two findings', function() return #findings() == 2 end)
local first = findings()[1]
if first.lnum ~= 0 or first.col ~= 10 then fail('the first finding stands at ' .. vim.inspect(first)) end
if first.severity ~= vim.diagnostic.severity.WARN then fail('a misspelling is a warning: ' .. vim.inspect(first)) end

-- The menu of code actions, answered by the first entry.
local titles
vim.ui.select = function(items, options, choose)
  titles = vim.tbl_map(options.format_item, items)
  choose(items[1], 1)
end
vim.api.nvim_win_set_cursor(0, { 1, 12 })
vim.lsp.buf.code_action()
wait_for('the repaired word', function() return text():find('It has no mistakes', 1, true) ~= nil end)
if titles[1] ~= 'Change to “mistakes”' then fail('the menu offers ' .. vim.inspect(titles)) end
wait_for('one finding', function() return #findings() == 1 end)

-- Everything that is safe, wherever the caret stands.
vim.lsp.buf.code_action({ only = { 'source.fixAll.surprisal' } })
wait_for('no repetition', function() return text() == 'It has no mistakes, and the end is near.' end)
wait_for('no finding', function() return #findings() == 0 end)

-- A new mistake is found as it is written.
vim.api.nvim_buf_set_lines(0, 1, 1, false, { 'A sentance more.' })
wait_for('a new finding', function() return #findings() == 1 and findings()[1].lnum == 1 end)
vim.cmd('qall!')
